/* What is sealed here opens with the customer's own words and with nothing that we have. */
(function () {
  "use strict";
  var bueno = window.bueno = window.bueno || {};
  var version = "v1", iterations = 600000, saltBytes = 16, nonceBytes = 12, blockBytes = 1024;
  var subtle = window.crypto && window.crypto.subtle;

  /* Browsers do this only for a page that came over https, or from this very computer. */
  function isPossible() { return !!subtle && !!window.TextEncoder && !!window.Promise; }

  /* The same words, however a keyboard composed their accents. */
  function bytesOf(text) { return new TextEncoder().encode(text.normalize ? text.normalize("NFC") : text); }

  function stretched(words, salt) {
    return subtle.importKey("raw", bytesOf(words), "PBKDF2", false, ["deriveBits"]).then(function (key) {
      return subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt: salt, iterations: iterations }, key, 256);
    });
  }

  function sealingKey(words, salt) {
    return stretched(words, salt).then(function (bits) {
      return subtle.importKey("raw", bits, "AES-GCM", false, ["encrypt", "decrypt"]);
    });
  }

  /* {"0137": "label"} as one text: v1, salt, nonce and sealed bytes. Its length tells thousands of bytes, not labels. */
  function seal(words, labels) {
    var salt = window.crypto.getRandomValues(new Uint8Array(saltBytes));
    var nonce = window.crypto.getRandomValues(new Uint8Array(nonceBytes));
    return sealingKey(words, salt).then(function (key) {
      return subtle.encrypt({ name: "AES-GCM", iv: nonce }, key, padded(bytesOf(JSON.stringify(labels))));
    }).then(function (sealed) {
      return [version, base64(salt), base64(nonce), base64(new Uint8Array(sealed))].join(".");
    });
  }

  function padded(bytes) {
    var whole = new Uint8Array(Math.ceil(bytes.length / blockBytes) * blockBytes);
    for (var i = 0; i < whole.length; i++) whole[i] = i < bytes.length ? bytes[i] : 32;
    return whole;
  }

  /* Fails with "malformed" when this is no sealed text, and with "wrong" when the words do not open it. */
  function open(words, text) {
    var parts = text.split("."), salt, nonce, sealed;
    try {
      if (parts.length !== 4 || parts[0] !== version) throw new Error("malformed");
      salt = bytesFrom(parts[1]);
      nonce = bytesFrom(parts[2]);
      sealed = bytesFrom(parts[3]);
      if (salt.length !== saltBytes || nonce.length !== nonceBytes) throw new Error("malformed");
    } catch (wrong) {
      return Promise.reject(new Error("malformed"));
    }
    return sealingKey(words, salt).then(function (key) {
      return subtle.decrypt({ name: "AES-GCM", iv: nonce }, key, sealed).then(null, function () {
        throw new Error("wrong");
      });
    }).then(function (bytes) { return checked(JSON.parse(new TextDecoder().decode(bytes))); });
  }

  /* Only letter numbers and texts, whatever else somebody with the words put in. */
  function checked(found) {
    var labels = {};
    Object.keys(found).forEach(function (letter) {
      if (/^\d{1,6}$/.test(letter) && typeof found[letter] === "string") labels[letter] = found[letter];
    });
    return labels;
  }

  /* 32 bytes in hexadecimal that tell whoever has the secret, and nobody else, that two numbers are the same. */
  function mark(secret, customer, clientNumber) {
    return stretched(secret, bytesOf("bueno duplicate check v1" + customer)).then(function (bits) {
      return subtle.importKey("raw", bits, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    }).then(function (key) {
      return subtle.sign("HMAC", key, bytesOf(plain(clientNumber)));
    }).then(function (signed) {
      return Array.prototype.map.call(new Uint8Array(signed), function (byte) {
        return ("0" + byte.toString(16)).slice(-2);
      }).join("");
    });
  }

  /* "ab-12 3" and "AB123" are one client. */
  function plain(clientNumber) { return clientNumber.replace(/[\s\-\u2010-\u2015]/g, "").toUpperCase(); }

  function base64(bytes) {
    var text = "";
    for (var i = 0; i < bytes.length; i++) text += String.fromCharCode(bytes[i]);
    return btoa(text);
  }

  function bytesFrom(text) {
    var binary = atob(text), bytes = new Uint8Array(binary.length);
    for (var i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
    return bytes;
  }

  bueno.sealing = { isPossible: isPossible, seal: seal, open: open, mark: mark, plain: plain, wordsMin: 12 };
})();

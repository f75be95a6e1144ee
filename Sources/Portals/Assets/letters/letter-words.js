/* What stands on a letter and on a card. %1 is who sends it, %2 the address, %3 the last day, %4 whom to ask. */
(function () {
  "use strict";
  var bueno = window.bueno = window.bueno || {};

  var months = {
    nl: "januari februari maart april mei juni juli augustus september oktober november december".split(" "),
    en: "January February March April May June July August September October November December".split(" ")
  };

  var words = {
    nl: {
      number: "Briefnummer",
      subject: "Uw code om gratis te bellen",
      greeting: "Geachte heer of mevrouw,",
      about: "U krijgt van ons een code. Daarmee belt u gratis met uw eigen telefoon. %1 kiest welke nummers gratis zijn en betaalt de gesprekken.",
      how: "Zo meldt u zich aan",
      steps: [
        "Scan het vierkant met de camera van uw telefoon. Of ga naar %2 en typ uw code.",
        "Vul uw mobiele nummer en uw e-mailadres in.",
        "U krijgt een sms met een code. Vul die in. Daarna kunt u bellen."
      ],
      stepWithoutAddress: "Scan het vierkant met de camera van uw telefoon.",
      code: "Uw code",
      until: "De code werkt tot en met %3. U gebruikt hem 1 keer. Geef de code niet aan iemand anders.",
      privacy: "BuenO kent uw naam en adres niet. Alleen wij weten dat deze code van u is.",
      help: "Lukt het niet? Vraag het ons: %4. Noem dan uw briefnummer. Uw code hoeft u nooit te noemen.",
      helpWithoutContact: "Lukt het niet? Vraag het ons en noem uw briefnummer. Uw code hoeft u nooit te noemen.",
      closing: "Met vriendelijke groet,",
      card: { title: "Gratis bellen", at: "Aanmelden op %2", scan: "Scan en meld u aan", until: "Tot en met %3", number: "Kaartje" }
    },
    en: {
      number: "Letter number",
      subject: "Your code for free calls",
      greeting: "Dear sir or madam,",
      about: "We give you a code. With it you call for free with your own phone. %1 chooses which numbers are free and pays for the calls.",
      how: "How to enrol",
      steps: [
        "Scan the square with the camera of your phone. Or go to %2 and type your code.",
        "Fill in your mobile number and your e-mail address.",
        "You get a text message with a code. Fill it in. Then you can call."
      ],
      stepWithoutAddress: "Scan the square with the camera of your phone.",
      code: "Your code",
      until: "The code works until and including %3. You use it once. Do not give the code to anyone else.",
      privacy: "BuenO does not know your name and address. Only we know that this code is yours.",
      help: "Does it not work? Ask us: %4. Then say your letter number. You never need to say your code.",
      helpWithoutContact: "Does it not work? Ask us and say your letter number. You never need to say your code.",
      closing: "Kind regards,",
      card: { title: "Free calls", at: "Enrol at %2", scan: "Scan and enrol", until: "Until %3", number: "Card" }
    }
  };

  /* "2026-12-02" as "2 december 2026". */
  function day(text, language) {
    var parts = text.split("-");
    return Number(parts[2]) + " " + months[language][Number(parts[1]) - 1] + " " + parts[0];
  }

  function today(language) {
    var now = new Date();
    return now.getDate() + " " + months[language][now.getMonth()] + " " + now.getFullYear();
  }

  bueno.letterWords = { words: words, day: day, today: today };
})();

/* What the pages with labels and with the duplicate check say, in the language of the page. */
(function () {
  "use strict";
  var bueno = window.bueno = window.bueno || {};

  var words = {
    nl: {
      insecure: "Versleutelen kan hier niet. Uw browser doet dat alleen op een beveiligde verbinding (https). Er wordt niets verstuurd.",
      tooShort: "Kies een wachtzin van minstens 12 tekens. Een korte zin van vier woorden is goed.",
      different: "De twee wachtzinnen zijn niet gelijk. Typ ze opnieuw.",
      again: "U koos een andere wachtzin. Typ hem nog een keer.",
      wrong: "Deze wachtzin klopt niet. Er is niets veranderd. Probeer het opnieuw.",
      malformed: "Wat bewaard is, kunnen wij niet lezen. Er is niets veranderd. Neem contact met ons op.",
      failed: "Versleutelen lukt niet in deze browser. Er is niets verstuurd.",
      opening: "Bezig met openen. Dat duurt een paar tellen.", sealing: "Bezig met versleutelen. Dat duurt een paar tellen.",
      opened: "Geopend. Namen: %1.",
      closed: "nog dicht", label: "Naam bij brief %1",
      file: {
        excel: "Dit is een bestand van Excel zelf. Bewaar het als CSV en kies dat bestand.", large: "Dit bestand is te groot.",
        binary: "Dit bestand bevat geen tekst. Kies een CSV-bestand.", empty: "Dit bestand is leeg.",
        unread: "Uw browser kan dit bestand niet lezen.", noLetters: "In dit bestand staat geen kolom met de naam brief."
      },
      filled: "Namen ingevuld: %1. Ze zijn nog niet bewaard.", unknown: "Deze rijen horen niet bij deze brieven: rij %1.",
      noNumber: "Vul een klantnummer in.", secretTooShort: "Het geheim heeft minstens 12 tekens.",
      checking: "Bezig met controleren. Dat duurt een paar tellen."
    },
    en: {
      insecure: "Encrypting is not possible here. Your browser only does it over a secure connection (https). Nothing is sent.",
      tooShort: "Choose a passphrase of at least 12 characters. A short sentence of four words is good.",
      different: "The two passphrases are not the same. Type them again.",
      again: "You chose another passphrase. Type it once more.",
      wrong: "This passphrase is not right. Nothing has changed. Try again.",
      malformed: "We cannot read what was stored. Nothing has changed. Please contact us.",
      failed: "Encrypting does not work in this browser. Nothing was sent.",
      opening: "Opening. This takes a few seconds.", sealing: "Encrypting. This takes a few seconds.",
      opened: "Opened. Names: %1.",
      closed: "still closed", label: "Name for letter %1",
      file: {
        excel: "This is a file of Excel itself. Save it as CSV and choose that file.", large: "This file is too large.",
        binary: "This file holds no text. Choose a CSV file.", empty: "This file is empty.",
        unread: "Your browser cannot read this file.", noLetters: "This file has no column with the name letter."
      },
      filled: "Names filled in: %1. They are not saved yet.", unknown: "These rows do not belong to these letters: row %1.",
      noNumber: "Fill in a client number.", secretTooShort: "The secret has at least 12 characters.",
      checking: "Checking. This takes a few seconds."
    }
  };

  bueno.labelWords = words[document.documentElement.lang] || words.nl;
})();

"""The Danish words of the interface that belong to no step and no sentence about numbers."""

from __future__ import annotations

from vil.analysis import PatternVerdict
from vil.model.indicator import Aggregation, Behind, Direction, Disclosure
from vil.model.period import Grain
from vil.model.reading import ColumnType
from vil.model.recipe import Drift, Treatment
from vil.model.series import Comparison, Lens, Versus
from vil.services.lenses import FEWEST_UNITS, Missing

GRID_WORDS = {
    "first": "Skriv en forklaring …",
    "another": "Endnu en …",
    "empty": "(kort uden tekst)",
    "edit": "Ret",
    "move": "Flyt til",
    "remove": "Fjern",
    "moved": "Kortet ligger nu i",
    "keys": "Træk kortet derhen, hvor det hører til. Med tastaturet: vælg kortet, og brug piletasterne. Enter retter det.",
}

LANDSCAPE_WORDS = {
    "keys": (
        "Træk det derhen, hvor det hører til, og træk fra prikken for at tegne en linje. "
        "Med tastaturet: piletaster flytter, Enter åbner, L tegner eller fjerner en linje."
    ),
    "handle": "Træk herfra for at tegne en linje",
    "moved": "Ligger nu i",
    "stays": "Målene bliver i deres egen spalte.",
    "draw": "Enter tegner linjen, piletasterne vælger en anden, Esc fortryder.",
    "erase": "Enter fjerner linjen, piletasterne vælger en anden, Esc fortryder.",
    "remove_line": "Fjern linjen",
    "keep": "Behold",
    "of_card": "Linjen kommer fra et indikatorkort.",
    "leads_to": "Fører til",
}

GUESS_WORDS = {"zone": "jeres gæt", "unset": "intet gæt endnu"}

COUNTER_WORDS = {
    "more": "Tæl én mere",
    "less": "Træk én fra",
    "none": "Der var ingen i denne uge",
    "figure": "Talt i ugen",
    "uncounted": "Ikke talt endnu",
    "kept": "Gemt",
    "sending": "Gemmer …",
    "away": "Forbindelsen er væk. Bliv ved med at tælle, det bliver gemt, når den er der igen.",
}

PULSE_WORDS = {
    "thanks": "Tak. Dit svar er talt med.",
    "sending": "Sender …",
    "away": "Forbindelsen er væk. Svaret bliver sendt, når den er der igen.",
}

COMPARISONS = {
    Comparison.OWN_HISTORY: "Egen historik",
    Comparison.LAST_YEAR: "Sidste år",
    Comparison.EARLIER_YEARS: "Tidligere år",
    Comparison.WHOLE: "Helheden",
    Comparison.OTHER_UNITS: "De andre enheder",
}

LENSES = {
    Lens.OVERVIEW: "Overblik",
    Lens.DEVELOPMENT: "Udvikling",
    Lens.MOVERS: "Hvad flyttede tallet?",
    Lens.UNITS: "Enhederne",
    Lens.SPREAD: "Fordeling",
}

MISSING_LENSES = {
    Missing.MEAN: "Tallet er et gennemsnit og kan ikke deles op i dele, så hvad der flyttede det, kan ikke vises.",
    Missing.MEDIAN: "Tallet er en median og kan ikke deles op i dele, så hvad der flyttede det, kan ikke vises.",
    Missing.DISTINCT: "Den samme person kan være med i flere dele, så tallet kan ikke deles op.",
    Missing.FORMULA: "Tallet er regnet ud af andre tal og kan ikke deles op i dele, så hvad der flyttede det, kan ikke vises.",
    Missing.NO_PARTS: "Her er ingen dele at dele tallet op i.",
    Missing.NO_SHARE: "»Enhederne« kan kun vises, når tallet er en andel.",
    Missing.FEW_UNITS: f"Der skal være mindst {FEWEST_UNITS} enheder, før de kan holdes op imod hinanden.",
}

VERDICTS = {
    PatternVerdict.HIGHER: "ligger højere, end det plejer",
    PatternVerdict.LOWER: "ligger lavere, end det plejer",
    PatternVerdict.DRIFTING: "bevæger sig i lange bølger",
    PatternVerdict.CALM: "svinger, som det plejer",
    PatternVerdict.CONSTANT: "er det samme hver gang",
    PatternVerdict.TIED: "er for det meste det samme",
    PatternVerdict.MOSTLY_HIDDEN: "er for det meste skjult",
    PatternVerdict.PRELIMINARY: "foreløbigt: få målinger",
    PatternVerdict.TOO_FEW: "for få målinger",
    PatternVerdict.EMPTY: "ingen tal",
}

FORESEEN = "Hvornår kan vi tidligst se det?"
FOOTPRINT = "Fodspor i tallene"
FOOTPRINT_HELP = "Tallene viser et mønster. De siger ikke, hvilket felt en forklaring hører til i, og ikke hvorfor."
HANGS_ON_PROVISIONAL = "foreløbigt: kun de nyeste tal skiller sig ud"

VERSUS = {
    Versus.LAST_YEAR: "Samme tid sidste år",
    Versus.PREVIOUS: "Perioden før",
    Versus.WHOLE_YEAR: "Et år mod året før",
}

GRAINS = {
    Grain.DAY: "Dage",
    Grain.WEEK: "Uger",
    Grain.MONTH: "Måneder",
    Grain.QUARTER: "Kvartaler",
    Grain.HALF: "Halvår",
    Grain.YEAR: "År",
    Grain.SCHOOLYEAR: "Skoleår",
}

DIRECTIONS = {
    Direction.UP: "Vi håber, det stiger",
    Direction.DOWN: "Vi håber, det falder",
    Direction.NEITHER: "Ingen bestemt vej",
}

AGGREGATIONS = {
    Aggregation.SUM: "Antal eller beløb (lægges sammen)",
    Aggregation.STOCK: "Bestand på et tidspunkt (det seneste gælder)",
    Aggregation.MEAN: "Gennemsnit eller procent (som det står)",
    Aggregation.MEDIAN: "Midterste række (median)",
    Aggregation.RATE: "Tæller ud af nævner (regnes ud)",
    Aggregation.COUNT: "Antal rækker (sager eller personer)",
    Aggregation.DISTINCT: "Antal forskellige (fx personer)",
    Aggregation.SHARE: "Andel af rækkerne",
    Aggregation.FORMULA: "Regnes ud af andre tal",
}

ADDED = {
    Aggregation.COUNT: "Antal rækker",
    Aggregation.DISTINCT: "Antal forskellige personer",
    Aggregation.SHARE: "Andel af rækkerne",
    Aggregation.FORMULA: "Regnet ud af andre tal",
    Aggregation.MEDIAN: "Midterste række i en kolonne",
    Aggregation.SUM: "Sum af en kolonne",
}

DRIFTS = {
    Drift.STOP: "Stop, så vi kan se efter",
    Drift.ACCEPT: "Det er i orden",
    Drift.DROP: "Udelad det, der ikke passer",
}

TREATMENTS = {
    Treatment.DROP: "Udelad kolonnen",
    Treatment.PSEUDONYM: "Erstat med en kode, så forskellige personer stadig kan tælles",
}

DISCLOSURES = {
    Disclosure.OPEN: "Offentlig statistik",
    Disclosure.PERSONS: "Tal om personer",
    Disclosure.PERSON_ROWS: "Personrækker",
}

DISCLOSURE_HELP = {
    Disclosure.OPEN: "Intet skjules. Vælg det kun, når tallene allerede er offentlige.",
    Disclosure.PERSONS: "Felter, der bygger på få personer, skjules for altid, før nogen ser dem.",
    Disclosure.PERSON_ROWS: "Som tal om personer. Rækkerne gemmes aldrig, kun de samlede tal.",
}

BEHIND = {
    Behind.PERSONS: "Tallet er et antal personer",
    Behind.SAFE: "Det handler ikke om enkelte personer. Ingen kan genkendes i det",
}

CARD_FIELDS = {
    "description": "Hvad er det værd at vide?",
    "caveats": "Pas på",
    "registration": "Sådan registreres det",
    "context": "Det hører med",
    "source_system": "Kommer fra (system)",
    "owner": "Ejer",
    "contact_name": "Hvem kan man ringe til?",
    "contact_phone": "Telefon",
    "contact_email": "E-mail",
    "contact_teams": "Teams",
}
CARD_PLACEHOLDERS = {
    "description": "Med ord, en ny leder forstår",
    "caveats": "Det, tallet ikke siger, og det, man let læser forkert",
    "registration": "Hvem taster hvad hvornår, og hvor sikkert er det?",
    "context": "Det, der skete omkring tallet",
    "source_system": "Personalesystemet",
    "owner": "Den, der har ansvar for tallet",
    "contact_name": "En ven fra staben",
    "contact_phone": "12 34 56 78",
    "contact_email": "navn@eksempel.dk",
    "contact_teams": "Kanal eller navn",
}

SYNTHETIC_BADGE = ":violet-badge[:material/science: Syntetiske tal]"
OWN_COUNT_BADGE = ":blue-badge[:material/front_hand: Vores egen optælling]"
SYNTHETIC = "Tallene er opdigtede. De viser, hvordan VIL virker, og handler ikke om nogen."
EVERYTHING = "Alle"
ALL_MEMBERS = "Alle under ét"
MORE_OF_PLAN = "Gør det let, synligt og sammen"
SAVED = "Gemmes, mens I skriver."
FRAMEWORK_WORDS = {
    "App pages": "Sider",
    "Choose date": "Vælg dato",
    "Choose an option": "Vælg",
    "Choose options": "Vælg",
    "Clear value": "Ryd",
    "Clear all": "Ryd alle",
    "Close": "Luk",
    "DD-MM-YYYY": "DD-MM-ÅÅÅÅ",
    "Close Search": "Luk søgningen",
    "Close fullscreen": "Luk fuld skærm",
    "Decrement": "Én ned",
    "Fullscreen": "Fuld skærm",
    "Help": "Hjælp",
    "Hide column": "Skjul kolonnen",
    "Increment": "Én op",
    "Navigate to home page": "Til forsiden",
    "Next Result": "Næste",
    "No results": "Ingen passer",
    "Open": "Åbn",
    "Pin column": "Sæt kolonnen fast",
    "Previous Result": "Forrige",
    "Running...": "Arbejder …",
    "Search": "Søg",
    "Select all": "Vælg alle",
    "Show/hide columns": "Vis eller skjul kolonner",
    "Skip to main content": "Gå til indholdet",
    "Sort ascending": "Mindst først",
    "Sort descending": "Størst først",
    "Autosize": "Tilpas bredden",
    "Type to search": "Skriv for at søge",
    "Unpin column": "Løsn kolonnen",
    "file upload": "Vælg fil",
}
"""What the framework calls its own parts, which it has no setting for, and what we call them."""
FRAMEWORK_PATTERNS = [
    [r"^(\d+) options? available\.$", "$1 at vælge imellem."],
    [r"^Add: (.*)$", "Tilføj: $1"],
    [r"^Help for (.*)$", "Hjælp til $1"],
    [r"^Remove (.*)$", "Fjern $1"],
]

CONNECTION_LOST = {
    "title": "Forbindelsen er væk et øjeblik",
    "body": "Lad siden stå åben. Det, I er ved at skrive, bliver gemt, når forbindelsen er der igen.",
}

COLUMN_TYPES = {
    ColumnType.NUMBER: "tal",
    ColumnType.TEXT: "tekst",
    ColumnType.CODE: "kode",
    ColumnType.DATE: "dato",
    ColumnType.PERIOD: "periode",
    ColumnType.BOOLEAN: "ja/nej",
}

DELIMITERS = {";": "semikolon", ",": "komma", "\t": "tabulator", "|": "lodret streg", " ": "mellemrum"}
DECIMALS = {",": "decimalkomma (12,5)", ".": "decimalpunktum (12.5)"}
ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16", "mac-roman")
ENCODING_NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "ascii": "ASCII",
    "cp1252": "Windows",
    "latin-1": "Latin-1",
    "utf-16": "UTF-16",
    "mac-roman": "Mac",
}

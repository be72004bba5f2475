"""Every Danish sentence that publishing can say."""

from __future__ import annotations

COMPUTED_WHOLE = "Alle enheder"
COMPUTED = "beregnet"
UNKNOWN_MEMBER = "Ikke oplyst"

READING = "Ser på rækkerne"
ADDING = "Lægger tallene sammen"
WRITING = "Skriver udgaven"
JUDGING = "Ser tallene efter"
DONE = "Udgaven er klar"

NO_ROWS = "Udtrækket gav ingen rækker. Se efter, om perioder og filtre i opskriften passer til filen."
NO_INDICATORS = "Opskriften har ingen indikatorer. Vælg mindst ét tal, der skal kunne ses."
SAME_INDICATOR = "To indikatorer har samme kode. Giv hver indikator sin egen."
MANY_DIMENSIONS = "Opskriften har flere opdelinger. Vælg højst én ud over enheden."
TOO_LARGE = "Nogle tal er for store til at lægges sammen. Se efter, om tusindtals- og decimaltegn er læst rigtigt."
NO_KEY = "{count} rækker mangler periode eller enhed. Ret udtrækket, eller vælg en anden kolonne."
BAD_NAME = "»{name}« kan ikke være navnet på et datasæt. Brug bogstaver, tal, bindestreg og understreg."
NO_VALUE = "Indikatoren »{name}« mangler at få valgt sin kolonne. Vælg den i opskriften."
NO_PARTS = "Indikatoren »{name}« mangler tæller eller nævner. Vælg begge kolonner i opskriften."
NO_KEY_COLUMN = (
    "Indikatoren »{name}« skal tælle forskellige, men siger ikke hvad. Vælg den kolonne, der skiller dem ad."
)
NO_SHARE = "Indikatoren »{name}« er en andel, men siger ikke af hvad. Vælg den kolonne og værdi, der skal tælle med."

FORMULA_EMPTY = "Formlen for »{name}« nævner ingen indikator. Skriv for eksempel a / b med koderne for to indikatorer."
FORMULA_LONG = "Formlen for »{name}« er for lang. Del den i flere indikatorer."
FORMULA_SYNTAX = (
    "Formlen for »{name}« kan ikke læses: »{formula}«. "
    "Brug koder for indikatorer, tal med punktum, + - * / og parenteser."
)
FORMULA_UNKNOWN = "Formlen for »{name}« nævner »{part}«, som ikke er en indikator her. {hint}"
FORMULA_KNOWN = "Der er: {ids}."
FORMULA_RING = "Formlen for »{name}« ender i sig selv. Lad den bygge på indikatorer, der ikke bygger på den."
DID_YOU_MEAN = "Mente du »{name}«?"
DIFFERENCE = (
    "»{name}« trækker antal fra hinanden. En lille forskel er skjult her, men kan regnes ud af de tal, den bygger på. "
    "Vis hellere kun det ene af dem. Er det ene en del af det andet, så skriv det i opskriften (part_of). Så bliver det skjult."
)

NO_WHOLE = (
    "»{name}« er sat til at være en del af et tal, der ikke er her, eller som ikke er et antal (part_of). "
    "Skriv koden for et andet antal i opskriften, eller slet linjen."
)
UNKNOWN_PERSONS = (
    "»{name}« tæller ikke personer, så vi ved ikke, hvor mange der står bag hvert tal. Vælg den kolonne, der tæller dem "
    '(persons = "…" i opskriften), eller svar, om tallet er personer (behind = "persons"), '
    'eller om ingen kan genkendes i det (behind = "safe").'
)
ANALYST_ANSWERS = (
    "Vi ved ikke, hvor mange personer der står bag »{name}«: små felter kan ikke findes og er ikke skjult. "
    "Analytikeren står inde for, at ingen kan genkendes."
)

DATASET, VERSION, INDICATOR, UNIT, GRAIN, MEMBER = (
    "Datasættet",
    "Udgaven",
    "Indikatoren",
    "Enheden",
    "Inddelingen",
    "Gruppen",
)

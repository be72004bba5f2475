"""One Danish word for the screen, one English word in the code, and one plain sentence that explains it."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """A word of the method: as it is shown, as it is called in the code, and what it means."""

    danish: str
    code: str
    explanation: str


TERMS = (
    Term("spilleplade", "board", "De fem trin i en cirkel, som arbejdet følger."),
    Term("runde", "Round", "Ét teams tur rundt på spillepladen med ét spørgsmål."),
    Term("datasæt", "Dataset", "De tal, en analytiker har gjort klar til jer."),
    Term("udgave", "DatasetVersion", "Et datasæt, som det så ud en bestemt dag. Det ændres ikke."),
    Term("udtræk", "extract", "Den fil, der kom ud af MSB i Tal."),
    Term("opskrift", "Recipe", "Hvordan et udtræk bliver til et datasæt. Den bruges igen næste gang."),
    Term("indikator", "Indicator", "Et tal med en definition, en måleenhed og en kilde."),
    Term("periode", "period", "Den tid, et tal dækker: en måned, et kvartal eller et år."),
    Term("enhed", "unit", "Et team, en institution eller et område, som tallet gælder for."),
    Term("driftsområde", "area", "Et af de seks områder i driften."),
    Term("måleenhed", "Measure", "Det, der tælles i: dage, procent, kroner."),
    Term("undren", "Wonder", "Noget, I så i tallene og satte fast sammen med kurven."),
    Term("fortolkning", "Interpretation", "Én måde at læse det på. Der er altid mere end én."),
    Term("iagttagelse", "Evidence", "Noget, I har set, hørt eller taget et billede af. Det er også data."),
    Term("sammenligningsgrundlag", "Comparison", "Det, tallet holdes op imod: før, sidste år, andre eller et mål."),
    Term("forklaring", "Explanation", "En mulig årsag, lagt i et af de fire felter."),
    Term("årsagsfelter", "cause grid", "Fire felter: internt eller eksternt, for den enkelte eller for alle."),
    Term("holder det?", "ClaimCheck", "En læsning, der bliver prøvet af mod tallene."),
    Term("ser vi hele billedet?", "balance", "Hvordan forklaringerne fordeler sig på de fire felter."),
    Term("vores bud", "Expectation", "Det, I venter at se. Det låses, før I går i gang."),
    Term("gæt", "Guess", "Det, I venter af tallet, før I ser det. Bagefter holdes det op imod tallet."),
    Term("egne tegn", "OwnSeries", "En lille række tal, som I selv tæller."),
    Term("løsning", "Action", "Det, I vil gøre ved en forklaring."),
    Term("handling", "Action", "Det, I vil gøre ved en forklaring."),
    Term("tegn på værdi", "Sign", "Det, nogen vil mærke, hvis det virker: hvem, hvordan og hvornår."),
    Term("opfølgning", "FollowUp", "Nye tal, læst op imod det, I ventede at se."),
    Term("mål", "Goal", "Det, en runde skal tjene."),
    Term("måltal", "Target", "Det tal, I håber at nå."),
    Term(
        "indikatorkort", "IndicatorCard", "Alt det, der er værd at vide om ét tal: hvad det er, og hvem der kender det."
    ),
    Term("hændelse", "Event", "Noget, der skete og kan læses ved siden af kurven."),
    Term("godkendt", "Approval", "Nogen har sat sit navn på, at tallet kan bruges. Det udløber, når tallet ændres."),
    Term("målkompas", "compass", "Seks principper at sætte mål efter."),
    Term("beslutningstræ", "decision tree", "Otte spørgsmål med ja og nej, der finder næste skridt."),
    Term("datalandskab", "data landscape", "Et kort over, hvor tallene kommer fra, og hvem der kender dem."),
    Term("øvebane", "practice", "Opgaver med et kendt svar at øve sig på."),
    Term("forløb", "Course", "Et driftsområdes vej gennem de syv workshops."),
    Term("når–så-plan", "Plan", "En aftale med jer selv: når noget sker, så gør I noget bestemt."),
    Term("puls", "pulse", "Fra 1 til 10: hvor meget data indgår i ledelse og beslutninger."),
    Term("læringsmøde", "learning meeting", "Mødet, hvor en runde bliver læst igen."),
    Term("læringsloop", "learning loop", "At prøve, se efter og lære, igen og igen."),
    Term("kort", "Card", "Et handlekort, der siger, hvad I kan gøre nu."),
    Term("midten", "centre", "Medianen: lige mange målinger ligger over og under."),
    Term("svinger, som det plejer", "calm", "Almindelig variation: tallet hopper op og ned, uden at noget er nyt."),
    Term("mere end det plejer", "signal", "Særlig variation: tallet bevæger sig mere, end tilfældet plejer at give."),
    Term("seriediagram", "run chart", "Kurven og dens midte. Den dømmes på rækker, ikke på det enkelte punkt."),
    Term("naturlige grænser", "natural limits", "Så langt op og ned når tallet, når det svinger, som det plejer."),
    Term("XmR", "xmr", "Grænser for enkeltmålinger, regnet ud fra springene mellem dem."),
    Term("p-diagram", "p", "Grænser for en andel: jo større antal, jo tættere på midten."),
    Term("p′-diagram", "p_prime", "Som p-diagram, men bredere, fordi andelen svinger mere, end antallet alene giver."),
    Term("u-diagram", "u", "Grænser for et antal i forhold til en størrelse: jo større, jo tættere på midten."),
    Term(
        "u′-diagram", "u_prime", "Som u-diagram, men bredere, fordi antallet svinger mere, end størrelsen alene giver."
    ),
    Term("yderste linjer", "limits", "Så langt ud når tallet næsten aldrig af sig selv."),
    Term("skjult", "hidden", "Tallet bygger på for få personer, eller et sådant tal kunne regnes ud af det."),
    Term("mangler", "missing", "Der er ikke noget tal for perioden i udtrækket."),
    Term("delvis", "partial", "Udtrækket dækker kun en del af perioden."),
    Term("foreløbig", "provisional", "Et nyt tal, der plejer at blive rettet i senere udgaver."),
)

_SAID = (
    (r"svinger, som d(et|en|e) plejer", "svinger, som det plejer"),
    (r"(højere|lavere|mere), end d(et|en|e) plejer|lange bølger", "mere end det plejer"),
    (r"\bmidten\b", "midten"),
    (r"\bskjult", "skjult"),
    (r"\bmangler\b", "mangler"),
    (r"\bforeløbig", "foreløbig"),
    (r"yderste linjer", "yderste linjer"),
    (r"(?i)seriediagram", "seriediagram"),
    (r"naturlige grænser", "naturlige grænser"),
    (r"XmR", "XmR"),
    (r"\bp-diagram", "p-diagram"),
    (r"\bp′-diagram", "p′-diagram"),
    (r"\bu-diagram", "u-diagram"),
    (r"\bu′-diagram", "u′-diagram"),
)
"""How the words about numbers are bent in sentences."""

_BY_WORD = {term.danish.lower(): term for term in TERMS}


def explain(word: str) -> str:
    """Give the plain sentence for a Danish word, upper or lower case; KeyError when it is not in the glossary."""
    return _BY_WORD[word.lower()].explanation


def explain_words_in(text: str) -> str | None:
    """Explain the words about numbers that a text uses, one line each; None when it uses none.

    >>> explain_words_in("Tallet er skjult.")
    '**Skjult**: Tallet bygger på så få personer, at det ikke må vises.'
    """
    found = [word for form, word in _SAID if re.search(form, text)]
    return "\n\n".join(f"**{word[:1].upper()}{word[1:]}**: {explain(word)}" for word in found) or None

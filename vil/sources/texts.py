"""Every Danish sentence about a source; never a password, and never what the source itself said of a value."""

from __future__ import annotations

FORMS = (
    "postgresql://bruger@server/database?table=skema.tabel, spark://server:7077?table=skema.tabel, "
    "parquet:///mappe/fil.parquet eller duckdb:///mappe/fil.duckdb?table=tabel"
)
UNKNOWN_KIND = f"Kildens adresse kan ikke læses. Skriv den som {FORMS}."
NO_TABLE = (
    "Kildens adresse siger ikke, hvilken tabel der skal læses. Skriv ?table= og navnet til sidst, eller brug --table."
)
SPARK_FORM = (
    "Adressen på Spark kan ikke læses. Skriv den som spark://server:7077?table=skema.tabel; "
    "andre indstillinger skal begynde med »spark.«."
)
NO_PSYCOPG = "VIL mangler det, der skal til for at læse fra PostgreSQL. Installer med: pip install 'vil[postgres]'."
NO_PYSPARK = "VIL mangler det, der skal til for at læse fra Spark. Installer med: pip install 'vil[spark]'."
NO_JAVA = (
    "Spark kræver Java 17 eller nyere, og det findes ikke på denne maskine. "
    "Installer Java, og sæt JAVA_HOME, hvis det ikke ligger, hvor systemet leder."
)
NO_CONNECTION = (
    "Der kan ikke skabes forbindelse til {place}. Se efter, om navn og port er rigtige, og om serveren kører."
)
NO_ENTRY = "{place} lukker ikke op for den bruger og den adgangskode. Se efter, om begge er rigtige."
NO_DATABASE = "Databasen findes ikke hos {place}. Se efter, om navnet er rigtigt."
NO_TABLE_THERE = (
    "Tabellen »{table}« findes ikke hos {place}. Se efter, om navnet er rigtigt, og skriv skemaet foran med punktum."
)
NO_RIGHTS = "Brugeren må ikke læse tabellen »{table}«. Bed om læseadgang til de kolonner, opskriften bruger."
FAILED = "{place} kunne ikke regne tallene ud ({code}). Prøv igen, og vis koden til den, der passer kilden."
BUSY = "Spark kører allerede mod en anden adresse i dette program. Vent, til den udgivelse er færdig."
FILE_TOO_MUCH = (
    "Filen kræver mere hukommelse eller tid, end VIL må bruge. Del den op, eller hæv grænserne i indstillingerne."
)
FILE_FORM = "Adressen på filen kan ikke læses. Skriv hele stien med tre skråstreger: parquet:///mappe/fil.parquet."

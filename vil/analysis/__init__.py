"""Values in, findings out: no files, no SQL, no Danish, no Streamlit."""

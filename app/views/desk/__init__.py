"""What the curators' pages show, as frozen values; nothing here knows Streamlit."""

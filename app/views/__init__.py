"""View-models: what a page shows, as plain frozen values made from the library's nouns. Nothing here knows Streamlit or HTML."""

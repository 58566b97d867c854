"""The rooms that people use: a Streamlit app over one knowledge base, Arabic first."""

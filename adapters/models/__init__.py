"""Language models, through LangChain."""

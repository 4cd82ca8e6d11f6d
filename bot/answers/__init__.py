"""How each kind of question is answered, one module a kind."""

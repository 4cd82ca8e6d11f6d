"""Finding passages and programmes: words, vectors, their fusion, and knowing when nothing fits."""

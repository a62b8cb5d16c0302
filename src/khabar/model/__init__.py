"""The model reader: a compact encoder, fine-tuned for this record, run with onnxruntime and numpy."""

"""How the weights are made: corpora, model, training, export. Torch lives here and nowhere else."""

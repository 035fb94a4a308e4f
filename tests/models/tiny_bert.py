"""A recogniser's network whose weights are set by hand: each word of its vocabulary has one label, the rest none.

Nothing is trained and nothing is fetched. The embedding of a piece is a unit vector, there are no layers between, and
the classifier turns each vector into its label, so what camel-tools' loading code and ours do with a real network of
the same make can be checked word by word. What such a network cannot show is how well the real one recognises names.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

LABELS = ("B-LOC", "B-ORG", "B-PERS", "B-MISC", "I-LOC", "I-ORG", "I-PERS", "I-MISC", "O")
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")

_SHARPNESS = 12.0
"""Weight of a label in the classifier: large enough for a probability near one."""


def write_tiny_bert(folder: Path, labels: dict[str, str]) -> None:
    """Write a network into `folder` that gives each word (a piece; `##…` for later ones) its label, others `O`."""
    import torch  # noqa: PLC0415 - only where the extra is installed
    from transformers import BertConfig, BertForTokenClassification, BertTokenizer  # noqa: PLC0415

    folder.mkdir(parents=True)
    vocabulary = [*SPECIAL, *labels]
    (folder / "vocab.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    tokenizer: Any = BertTokenizer(str(folder / "vocab.txt"), do_lower_case=False)
    tokenizer.save_pretrained(folder)
    model = BertForTokenClassification(
        BertConfig(
            vocab_size=len(vocabulary),
            hidden_size=len(LABELS),
            num_hidden_layers=0,
            num_attention_heads=1,
            intermediate_size=len(LABELS),
            max_position_embeddings=256,
            id2label=dict(enumerate(LABELS)),
            label2id={label: at for at, label in enumerate(LABELS)},
        )
    )
    with torch.no_grad():
        embeddings = model.bert.embeddings
        embeddings.position_embeddings.weight.zero_()
        embeddings.token_type_embeddings.weight.zero_()
        embeddings.word_embeddings.weight.zero_()
        for at, piece in enumerate(vocabulary):
            embeddings.word_embeddings.weight[at, LABELS.index(labels.get(piece, "O"))] = 1.0
        model.classifier.weight.copy_(_SHARPNESS * torch.eye(len(LABELS)))
        model.classifier.bias.zero_()
    model.save_pretrained(folder)
    assert json.loads((folder / "config.json").read_text(encoding="utf-8"))["model_type"] == "bert"

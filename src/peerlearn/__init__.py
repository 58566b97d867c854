"""peerlearn: a knowledge base where cities learn from each other's good practices, searched by meaning in any language."""

__version__ = "0.1.0"

"""The pages of documents that are issued."""

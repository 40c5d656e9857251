"""The English words that readers of observations know a matter by."""

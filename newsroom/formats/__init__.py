"""How dates are written, by language, where Django writes them by itself."""

"""The parts of a comparison, a module for each: people side by side for one company. Each part is a function of what is compared."""

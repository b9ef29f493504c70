"""The front of the house: addresses, cookies and headers, and the screens in their order. Decides no verdict."""

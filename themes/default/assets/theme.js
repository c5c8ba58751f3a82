// Before anything is painted: the colours a reader chose on an earlier page.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is switched off: the colours of the system stay.
}

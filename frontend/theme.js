// Before the first paint: the colour scheme and the language chosen before, so that nothing flashes.
(function () {
  try {
    var theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") document.documentElement.setAttribute("data-theme", theme);
    if (localStorage.getItem("lang") === "en") document.documentElement.setAttribute("lang", "en");
  } catch (error) {
    // Without storage the system's scheme and Vietnamese hold.
  }
})();

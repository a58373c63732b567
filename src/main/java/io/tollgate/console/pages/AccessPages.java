package io.tollgate.console.pages;

import io.tollgate.console.access.Role;
import io.tollgate.console.web.Markup;

/** Log in, confirm, and what is said to whom something is refused. */
final class AccessPages {
  private AccessPages() {}

  static Markup login(Ask ask, String problem, boolean possible) {
    if (!possible) {
      return Markup.of(
          "<p class=\"none\">Nobody can log in: no users with passwords are set up. See <code>console.users</code>;"
              + " <code>bin/tollgate password NAME ROLE</code> makes a line for that file.</p>");
    }
    return Markup.of(
        "{}<form class=\"login\" method=\"post\" action=\"{}/login\">"
            + "<label>Name <input name=\"name\" autocomplete=\"username\" required autofocus></label>"
            + "<label>Password <input type=\"password\" name=\"password\" autocomplete=\"current-password\" required></label>"
            + "<button>Log in</button></form>",
        problem.isEmpty()
            ? Markup.NONE
            : Markup.of("<p class=\"bad\" role=\"alert\">{}</p>", problem),
        ask.base());
  }

  static Markup confirm(Ask ask, ConsoleAction deed, String about) {
    return Markup.of(
        "<form class=\"confirm\" method=\"post\" action=\"{}/deeds/{}\">{}<p>{}</p>{}"
            + "<input type=\"hidden\" name=\"about\" value=\"{}\">"
            + "<p class=\"deeds\"><button class=\"do\">{}</button> <a class=\"button\" href=\"{}{}\">Leave it</a></p></form>",
        ask.base(),
        deed.word(),
        Layout.token(ask),
        deed.effect(),
        about.isEmpty() ? Markup.NONE : Markup.of("<p><code>{}</code></p>", about),
        about,
        deed.button(),
        ask.base(),
        deed.back());
  }

  static Markup refused(Ask ask, Role role) {
    return Markup.of(
        "<p class=\"bad\" role=\"alert\">This is for the role {}, which {}.</p>{}",
        role.word(),
        role.text(),
        ask.reader().isKnown()
            ? Markup.NONE
            : Markup.of("<p><a class=\"button\" href=\"{}/login\">Log in</a></p>", ask.base()));
  }

  static Markup problem(Ask ask, String what, String back) {
    return Markup.of(
        "<p class=\"bad\" role=\"alert\">{}</p><p><a class=\"button\" href=\"{}{}\">Back</a></p>",
        what,
        ask.base(),
        back);
  }
}

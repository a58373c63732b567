package io.tollgate.settings;

/** Writes {@code deploy/settings.md}. */
public final class SettingsPage {
  private SettingsPage() {}

  public static String markdown() {
    StringBuilder page =
        new StringBuilder(
            """
            # Settings

            This page is generated from the catalogue in `io.tollgate.settings`; a test fails when it is stale.

            A later source wins over an earlier one:

            1. the default below,
            2. `context-param` in the WAR's `WEB-INF/sip.xml`,
            3. the properties file that `TOLLGATE_CONFIG` (or `deploy/run --config FILE`) names,
            4. the environment variable of the setting's name: `sip.no-answer` is `TOLLGATE_SIP_NO_ANSWER`,
            5. `deploy/run --set NAME=VALUE`.

            A setting marked * takes effect with `bin/tollgate reload` (or SIGHUP, or the console) while calls are up, with the files that it names; the others at the next start. A reload puts everything into force that changed or, with the reason, nothing.

            An unknown name or a bad value in any of them stops the start with a message; `deploy/run --check-config` prints the values in force and where each came from, secrets masked.
            """);
    Catalogue catalogue = new Catalogue();
    for (String room : catalogue.roomNames()) {
      if (catalogue.room(room).isEmpty()) {
        continue;
      }
      page.append(
          "\n## %s\n\n| name | default | a value is | what it does |\n|---|---|---|---|\n"
              .formatted(room));
      for (SettingDescription setting : catalogue.room(room)) {
        page.append(
            "| `%s`%s | %s | %s | %s |\n"
                .formatted(
                    setting.name(),
                    setting.atReload() ? " *" : "",
                    setting.defaultText().isEmpty()
                        ? "(nothing)"
                        : "`" + cell(setting.defaultText()) + "`",
                    cell(setting.expected()),
                    cell(setting.text())));
      }
    }
    return page.toString();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}

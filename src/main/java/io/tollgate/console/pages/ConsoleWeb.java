package io.tollgate.console.pages;

import io.tollgate.console.access.AuditLog;
import io.tollgate.console.access.Gate;
import io.tollgate.console.access.Logins;
import io.tollgate.console.access.UserFile;
import io.tollgate.console.callflow.CallFlows;
import io.tollgate.console.view.Console;
import java.util.Objects;
import javax.servlet.ServletContext;

/** All that the console's servlet needs, made where everything is made. */
public record ConsoleWeb(
    Console console,
    CallFlows callFlows,
    Gate gate,
    UserFile users,
    Logins logins,
    AuditLog audit,
    LiveOverview live,
    String version)
    implements AutoCloseable {
  /** Where its servlet finds it. */
  public static final String ATTRIBUTE = ConsoleWeb.class.getName();

  static ConsoleWeb of(ServletContext context) {
    return (ConsoleWeb)
        Objects.requireNonNull(
            context.getAttribute(ATTRIBUTE), "the application has not been started");
  }

  @Override
  public void close() {
    live.close();
  }
}

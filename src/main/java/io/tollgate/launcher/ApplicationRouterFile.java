package io.tollgate.launcher;

import java.util.Properties;

/**
 * The default application router's configuration (JSR 289 appendix C): every initial request goes
 * to the one application. A method that no line names would be forwarded to wherever its
 * Request-URI says, which makes an open relay, so the line is for all methods.
 */
final class ApplicationRouterFile {
  private static final String EVERY_METHOD = "ALL";

  private ApplicationRouterFile() {}

  static Properties routingTo(String applicationName) {
    Properties routes = new Properties();
    routes.setProperty(
        EVERY_METHOD,
        "(\"%s\", \"DAR:From\", \"ORIGINATING\", \"\", \"NO_ROUTE\", \"0\")"
            .formatted(applicationName));
    return routes;
  }
}

package io.tollgate.launcher;

import java.util.List;
import java.util.Properties;

/**
 * The default application router's configuration (JSR 289 appendix C): every method of an initial
 * request goes to the one application.
 */
final class ApplicationRouterFile {
  private static final List<String> METHODS =
      List.of(
          "INVITE",
          "MESSAGE",
          "OPTIONS",
          "REFER",
          "SUBSCRIBE",
          "NOTIFY",
          "PUBLISH",
          "REGISTER",
          "INFO",
          "UPDATE",
          "PRACK",
          "BYE",
          "CANCEL",
          "ACK");

  private ApplicationRouterFile() {}

  static Properties routingTo(String applicationName) {
    Properties routes = new Properties();
    for (String method : METHODS) {
      routes.setProperty(
          method,
          "(\"%s\", \"DAR:From\", \"ORIGINATING\", \"\", \"NO_ROUTE\", \"0\")"
              .formatted(applicationName));
    }
    return routes;
  }
}

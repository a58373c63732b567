package io.tollgate.console.pages;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import javax.servlet.http.HttpServletResponse;

/** The few files that pages load: a list of names, never a path from a request. */
final class Static {
  private record Resource(String place, String type) {}

  private static final String OURS = "/io/tollgate/console/static/";
  private static final Map<String, Resource> ALL =
      Map.of(
          "console.css", new Resource(OURS + "console.css", "text/css; charset=utf-8"),
          "console.js", new Resource(OURS + "console.js", "text/javascript; charset=utf-8"),
          "icon.svg", new Resource(OURS + "icon.svg", "image/svg+xml"),
          "htmx.min.js",
              new Resource(
                  "/META-INF/resources/webjars/htmx.org/" + htmx() + "/dist/htmx.min.js",
                  "text/javascript; charset=utf-8"));

  private Static() {}

  /** The webjar's version, as its own descriptor has it. */
  private static String htmx() {
    try (InputStream in =
        Static.class.getResourceAsStream(
            "/META-INF/maven/org.webjars.npm/htmx.org/pom.properties")) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "");
    } catch (IOException e) {
      throw new IllegalStateException("the webjar of htmx cannot be read", e);
    }
  }

  /**
   * @return false if there is none of that name
   */
  static boolean send(String name, HttpServletResponse response) throws IOException {
    Resource resource = ALL.get(name);
    if (resource == null) {
      return false;
    }
    try (InputStream in = Static.class.getResourceAsStream(resource.place())) {
      if (in == null) {
        return false;
      }
      response.setContentType(resource.type());
      response.setHeader("Cache-Control", "private, max-age=3600");
      in.transferTo(response.getOutputStream());
    }
    return true;
  }
}

package io.tollgate.console.pages;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The description of the API, for who asks the API for it. */
final class OpenApi {
  private OpenApi() {}

  static String text(String base, String version) throws IOException {
    try (InputStream in =
        OpenApi.class.getResourceAsStream("/io/tollgate/console/static/openapi.json")) {
      if (in == null) {
        throw new IOException("openapi.json is not there");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("@BASE@", base + "/api/v1")
          .replace("@VERSION@", version);
    }
  }
}

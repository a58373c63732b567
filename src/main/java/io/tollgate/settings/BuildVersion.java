package io.tollgate.settings;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The build writes its version into a file of the class path. */
public final class BuildVersion {
  private static final String FILE = "/tollgate-version.properties";

  private BuildVersion() {}

  public static String text() {
    Properties properties = new Properties();
    try (InputStream in = BuildVersion.class.getResourceAsStream(FILE)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException unreadable) {
      return "unknown";
    }
    return properties.getProperty("version", "unknown");
  }
}

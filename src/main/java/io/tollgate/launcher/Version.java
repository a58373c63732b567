package io.tollgate.launcher;

import io.tollgate.settings.BuildVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says. */
public final class Version implements IVersionProvider {
  public static String text() {
    return BuildVersion.text();
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "Tollgate " + text(),
      "Java %s (%s), %s %s"
          .formatted(
              System.getProperty("java.version"),
              System.getProperty("java.vendor"),
              System.getProperty("os.name"),
              System.getProperty("os.arch"))
    };
  }
}

package io.tollgate.wire;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A program that tests need from outside; one that is missing says what to install. */
public enum Tool {
  DUMPCAP("dumpcap", "tshark"),
  TSHARK("tshark", "tshark"),
  FREEDIAMETER("freeDiameterd", "freediameterd freediameter-extensions libfreediameter-dev"),
  GCC("gcc", "gcc libc6-dev"),
  IP("ip", "iproute2"),
  SIPP("sipp", "sip-tester");

  private final String program;
  private final String packages;

  Tool(String program, String packages) {
    this.program = program;
    this.packages = packages;
  }

  /** Fails with the packages to install if the program is not there. */
  public void require() {
    if (found().isEmpty()) {
      throw new AssertionError(
          program + " is missing (expected: on the path; apt-get install " + packages + ")");
    }
  }

  public String command() {
    return found().map(Path::toString).orElse(program);
  }

  private Optional<Path> found() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(
            Arrays.stream(path.split(File.pathSeparator)), Stream.of("/usr/bin", "/usr/sbin"))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

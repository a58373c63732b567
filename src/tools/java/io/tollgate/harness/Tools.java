package io.tollgate.harness;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Outside programs that a test needs. */
public final class Tools {
  private Tools() {}

  /** Fails, and says what to install, when the program is not there. */
  public static void require(String program, String debianPackage) {
    boolean found =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .map(folder -> Path.of(folder, program))
            .anyMatch(Files::isExecutable);
    if (!found) {
      throw new AssertionError(
          program
              + " is not installed; this test needs it. Install it with: apt-get install "
              + debianPackage
              + " (deploy/test does)");
    }
  }
}

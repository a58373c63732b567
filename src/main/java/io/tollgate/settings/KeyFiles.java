package io.tollgate.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;

/** Files with keys are looked into before anything starts. */
final class KeyFiles {
  private KeyFiles() {}

  static void checkStore(String setting, Optional<Path> file, Secret password) {
    if (file.isEmpty()) {
      return;
    }
    try (InputStream in = Files.newInputStream(file.get())) {
      KeyStore.getInstance("PKCS12").load(in, password.value().toCharArray());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "%s: \"%s\": %s (expected: a PKCS#12 file, and its password in %s-password)"
              .formatted(setting, file.get(), e, setting),
          e);
    }
  }

  static void checkReadable(String setting, Optional<Path> file) {
    if (file.isPresent() && !(Files.isRegularFile(file.get()) && Files.isReadable(file.get()))) {
      throw new IllegalArgumentException(
          "%s: \"%s\" (expected: a file that can be read)".formatted(setting, file.get()));
    }
  }
}

package io.tollgate.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import java.util.Optional;
import java.util.stream.Stream;

/** Files with keys are looked into before anything starts. */
final class KeyFiles {
  private KeyFiles() {}

  static void checkStore(String setting, Optional<Path> file, Secret password) {
    if (file.isEmpty()) {
      return;
    }
    try (InputStream in = Files.newInputStream(file.get())) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password.value().toCharArray());
      if (!hasKey(store)) {
        throw new IllegalArgumentException(
            "%s: \"%s\" has certificates only (expected: a PKCS#12 file with a private key)"
                .formatted(setting, file.get()));
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "%s: \"%s\": %s (expected: a PKCS#12 file, and its password in %s-password)"
              .formatted(setting, file.get(), e, setting),
          e);
    }
  }

  private static boolean hasKey(KeyStore store) throws GeneralSecurityException {
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)) {
        return true;
      }
    }
    return false;
  }

  /** A PEM file that holds what its setting is for: its BEGIN line says so. */
  static void checkPem(String setting, Optional<Path> file, String label) {
    checkReadable(setting, file);
    if (file.isEmpty()) {
      return;
    }
    try (Stream<String> lines = Files.lines(file.get(), StandardCharsets.ISO_8859_1)) {
      if (lines.noneMatch(line -> line.matches("-----BEGIN ([A-Z0-9]+ )*" + label + "-----\\s*"))) {
        throw new IllegalArgumentException(
            "%s: \"%s\" has no %s (expected: a PEM file with one)"
                .formatted(setting, file.get(), label));
      }
    } catch (IOException | UncheckedIOException e) {
      throw new IllegalArgumentException(
          "%s: \"%s\": %s (expected: a file that can be read)".formatted(setting, file.get(), e),
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

package io.tollgate.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Properties;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The key store of the stack and the store of whom it trusts. Their types are known to the JVM only
 * while the stack is made (see {@link UnlockedKeyStore}), so both are kept, and read again when
 * certificates are renewed.
 */
final class StackKeys {
  private static final String KEY_STORE = "javax.net.ssl.keyStore";
  private static final String TRUST_STORE = "javax.net.ssl.trustStore";

  private final Store keys;
  private final Store trusted;

  private record Store(KeyStore store, Path file, char[] password) {
    static Store of(Properties properties, String which) throws GeneralSecurityException {
      return new Store(
          KeyStore.getInstance(text(properties, which, "Type", KeyStore.getDefaultType())),
          Path.of(text(properties, which, "", "")),
          text(properties, which, "Password", "").toCharArray());
    }

    /** What is not said of the one is as with the other. */
    private static String text(Properties properties, String which, String what, String otherwise) {
      return properties.getProperty(
          which + what, properties.getProperty(KEY_STORE + what, otherwise));
    }

    KeyStore read() throws GeneralSecurityException, IOException {
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, password);
      }
      return store;
    }
  }

  private StackKeys(Store keys, Store trusted) {
    this.keys = keys;
    this.trusted = trusted;
  }

  static StackKeys of(Properties properties) throws GeneralSecurityException {
    return new StackKeys(Store.of(properties, KEY_STORE), Store.of(properties, TRUST_STORE));
  }

  /** As the files are now. */
  synchronized SSLContext context() throws GeneralSecurityException, IOException {
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys.read(), keys.password());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted.read());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), new SecureRandom());
    return context;
  }
}

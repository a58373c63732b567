package io.tollgate.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** One key that the server and all parties show, and trust. */
public record ServerKey(Path file, SSLContext context) {
  private static final String PASSWORD = "changeit";

  public static ServerKey create(Path folder) throws IOException {
    Path file = folder.resolve("keys.p12");
    try {
      int exit =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-alias",
                  "walk",
                  "-keyalg",
                  "EC",
                  "-dname",
                  "CN=127.0.0.1",
                  "-ext",
                  "SAN=IP:127.0.0.1",
                  "-validity",
                  "10",
                  "-storetype",
                  "PKCS12",
                  "-keystore",
                  file.toString(),
                  "-storepass",
                  PASSWORD)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      if (exit != 0) {
        throw new IOException("keytool ended with " + exit);
      }
      KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD.toCharArray());
      KeyStore certificates = KeyStore.getInstance("PKCS12");
      certificates.load(null, null);
      certificates.setCertificateEntry("walk", store.getCertificate("walk"));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(certificates);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return new ServerKey(file, context);
    } catch (GeneralSecurityException e) {
      throw new IOException("no key for TLS: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a key was made", e);
    }
  }

  /** The certificate, as PEM. */
  public String certificate() throws GeneralSecurityException, IOException {
    return pem("CERTIFICATE", store().getCertificate("walk").getEncoded());
  }

  /** The private key, as PEM. */
  public String privateKey() throws GeneralSecurityException, IOException {
    return pem("PRIVATE KEY", store().getKey("walk", PASSWORD.toCharArray()).getEncoded());
  }

  private KeyStore store() throws GeneralSecurityException, IOException {
    return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
  }

  private static String pem(String what, byte[] octets) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets);
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(what, lines);
  }

  /** For the server's SIP stack; it does not ask its callers for a certificate. */
  public Map<String, String> stackProperties() {
    return Map.of(
        "javax.net.ssl.keyStore",
        file.toString(),
        "javax.net.ssl.keyStorePassword",
        PASSWORD,
        "javax.net.ssl.keyStoreType",
        "PKCS12",
        "javax.net.ssl.trustStore",
        file.toString(),
        "javax.net.ssl.trustStorePassword",
        PASSWORD,
        "gov.nist.javax.sip.TLS_CLIENT_AUTH_TYPE",
        "Disabled",
        "gov.nist.javax.sip.TLS_CLIENT_PROTOCOLS",
        "TLSv1.3,TLSv1.2",
        "gov.nist.javax.sip.ENABLED_CIPHER_SUITES",
        "TLS_AES_128_GCM_SHA256,TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
  }
}

package io.tollgate.diameter.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;

/** Certificates that sign themselves, made with the JDK's keytool. */
public final class TestCertificates {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final Path directory;

  public TestCertificates(Path directory) {
    this.directory = directory;
  }

  /** A certificate that names the host; returns its file, the key lies beside it. */
  public Path make(String host) throws Exception {
    Path store = directory.resolve(host + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "peer",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + host,
                "-ext",
                "san=dns:" + host,
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException("keytool failed for " + host);
    }
    export(store, host);
    return certificate(host);
  }

  public Path certificate(String host) {
    return directory.resolve(host + ".crt");
  }

  public Path key(String host) {
    return directory.resolve(host + ".key");
  }

  /** What the host shows, and whom it trusts. */
  public TlsConfig config(String host, Path trusted) {
    return new TlsConfig(certificate(host), key(host), trusted);
  }

  private void export(Path store, String host) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    Key key = keys.getKey("peer", PASSWORD);
    Certificate certificate = keys.getCertificate("peer");
    Files.writeString(certificate(host), pem("CERTIFICATE", certificate.getEncoded()));
    Files.writeString(key(host), pem("PRIVATE KEY", key.getEncoded()));
  }

  private static String pem(String what, byte[] bytes) {
    return "-----BEGIN "
        + what
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
        + "\n-----END "
        + what
        + "-----\n";
  }
}

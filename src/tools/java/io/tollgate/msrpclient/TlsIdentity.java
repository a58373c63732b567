package io.tollgate.msrpclient;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * A key, its self-signed certificate and the fingerprint for the SDP; made by the JDK's keytool.
 */
public final class TlsIdentity {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final SSLContext context;
  private final Certificate certificate;
  private final String fingerprint;

  private TlsIdentity(SSLContext context, Certificate certificate) throws GeneralSecurityException {
    this.context = context;
    this.certificate = certificate;
    this.fingerprint = fingerprint(certificate);
  }

  /** In that folder. */
  public static TlsIdentity create(Path folder, String name) throws Exception {
    Path file = folder.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=IP:127.0.0.1",
                "-validity",
                "10",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool: " + said);
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), new TrustManager[] {new TrustsAnybody()}, null);
    return new TlsIdentity(context, store.getCertificate(name));
  }

  private static String fingerprint(Certificate certificate) throws GeneralSecurityException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    return "SHA-256 " + HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
  }

  public Certificate certificate() {
    return certificate;
  }

  /** Value of {@code a=fingerprint}. */
  public String fingerprint() {
    return fingerprint;
  }

  ServerSocket listen(InetAddress address) throws IOException {
    SSLServerSocket socket =
        (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 50, address);
    socket.setWantClientAuth(true);
    return socket;
  }

  Socket socket() throws IOException {
    return context.getSocketFactory().createSocket();
  }

  /** Fingerprint of the other side's certificate. */
  static String peer(Socket socket) throws IOException {
    try {
      return fingerprint(((SSLSocket) socket).getSession().getPeerCertificates()[0]);
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** The fingerprint is what is trusted. */
  private static final class TrustsAnybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}

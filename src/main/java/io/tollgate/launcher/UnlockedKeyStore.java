package io.tollgate.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.KeyStoreSpi;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.util.Date;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A key store that knows its password. The SIP stack takes its settings as a file only, and a
 * password must not lie on a disk: the file names a type of key store instead, which this JVM knows
 * while the stack is made, and a password that opens nothing.
 */
final class UnlockedKeyStore extends KeyStoreSpi {
  private static final String KEY_STORE = "javax.net.ssl.keyStore";
  private static final String TRUST_STORE = "javax.net.ssl.trustStore";
  private static final String TYPE = "Type";
  private static final String PASSWORD = "Password";
  private static final String NOT_THE_PASSWORD = "kept-in-memory";

  private final KeyStore store;
  private final char[] password;

  private UnlockedKeyStore(String type, char[] password) throws KeyStoreException {
    this.store = KeyStore.getInstance(type);
    this.password = password;
  }

  /**
   * Takes the passwords out of what is going to be written.
   *
   * @param name of this stack
   * @return to be run when the stack has been made
   */
  static Runnable takeOutOf(Properties stack, String name) {
    InMemory provider = new InMemory("Tollgate-" + name);
    for (String file : List.of(KEY_STORE, TRUST_STORE)) {
      String password = stack.getProperty(file + PASSWORD);
      if (password != null) {
        String type = "TOLLGATE-" + name + "-" + file.substring(file.lastIndexOf('.') + 1);
        String real = stack.getProperty(file + TYPE, KeyStore.getDefaultType());
        provider.add(type, real, password.toCharArray());
        stack.setProperty(file + TYPE, type);
        stack.setProperty(file + PASSWORD, NOT_THE_PASSWORD);
      }
    }
    Security.addProvider(provider);
    return () -> Security.removeProvider(provider.getName());
  }

  /** Where the JVM finds the types of this stack's key stores. */
  private static final class InMemory extends Provider {
    private static final long serialVersionUID = 1L;

    InMemory(String name) {
      super(name, "1", "key stores that are open already");
    }

    void add(String type, String real, char[] password) {
      putService(
          new Service(
              this, "KeyStore", type, UnlockedKeyStore.class.getName(), List.of(), Map.of()) {
            @Override
            public Object newInstance(@Nullable Object parameter) throws NoSuchAlgorithmException {
              try {
                return new UnlockedKeyStore(real, password);
              } catch (KeyStoreException e) {
                throw new NoSuchAlgorithmException(real, e);
              }
            }
          });
    }
  }

  @Override
  public void engineLoad(InputStream in, char[] ignored)
      throws IOException, NoSuchAlgorithmException, CertificateException {
    store.load(in, password);
  }

  @Override
  public @Nullable Key engineGetKey(String alias, char[] ignored)
      throws NoSuchAlgorithmException, UnrecoverableKeyException {
    try {
      return store.getKey(alias, password);
    } catch (KeyStoreException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Query<T> {
    T of(KeyStore store) throws KeyStoreException;
  }

  private <T> T ask(Query<T> query) {
    try {
      return query.of(store);
    } catch (KeyStoreException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Certificate[] engineGetCertificateChain(String alias) {
    return ask(all -> all.getCertificateChain(alias));
  }

  @Override
  public Certificate engineGetCertificate(String alias) {
    return ask(all -> all.getCertificate(alias));
  }

  @Override
  public Date engineGetCreationDate(String alias) {
    return ask(all -> all.getCreationDate(alias));
  }

  @Override
  public Enumeration<String> engineAliases() {
    return ask(KeyStore::aliases);
  }

  @Override
  public boolean engineContainsAlias(String alias) {
    return ask(all -> all.containsAlias(alias));
  }

  @Override
  public int engineSize() {
    return ask(KeyStore::size);
  }

  @Override
  public boolean engineIsKeyEntry(String alias) {
    return ask(all -> all.isKeyEntry(alias));
  }

  @Override
  public boolean engineIsCertificateEntry(String alias) {
    return ask(all -> all.isCertificateEntry(alias));
  }

  @Override
  public String engineGetCertificateAlias(Certificate certificate) {
    return ask(all -> all.getCertificateAlias(certificate));
  }

  @Override
  public void engineSetKeyEntry(String alias, Key key, char[] secret, Certificate[] chain)
      throws KeyStoreException {
    throw readOnly();
  }

  @Override
  public void engineSetKeyEntry(String alias, byte[] key, Certificate[] chain)
      throws KeyStoreException {
    throw readOnly();
  }

  @Override
  public void engineSetCertificateEntry(String alias, Certificate certificate)
      throws KeyStoreException {
    throw readOnly();
  }

  @Override
  public void engineDeleteEntry(String alias) throws KeyStoreException {
    throw readOnly();
  }

  private static KeyStoreException readOnly() {
    return new KeyStoreException("this key store is only read");
  }

  @Override
  public void engineStore(OutputStream out, char[] secret) throws IOException {
    throw new IOException("this key store is only read");
  }
}

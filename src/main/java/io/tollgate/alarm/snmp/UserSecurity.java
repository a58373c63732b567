package io.tollgate.alarm.snmp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The user-based security model of SNMPv3 as the sender of notifications needs it: it is the
 * authoritative engine itself (RFC 3414 1.5.1), authenticates with HMAC (RFC 3414 6, RFC 7860) and
 * encrypts with AES-128 (RFC 3826).
 */
final class UserSecurity {

  /** How messages are authenticated. */
  enum Authentication {
    SHA1("SHA-1", "HmacSHA1", 12),
    SHA256("SHA-256", "HmacSHA256", 24),
    SHA512("SHA-512", "HmacSHA512", 48);

    private final String digest;
    private final String mac;
    private final int octets;

    Authentication(String digest, String mac, int octets) {
      this.digest = digest;
      this.mac = mac;
      this.octets = octets;
    }
  }

  private static final int MODEL = 3;
  private static final int AUTHENTICATED_AND_PRIVATE = 0x03;
  private static final int LARGEST = 65_507;
  private static final int EXPANDED = 1 << 20;
  private static final int AES_OCTETS = 16;

  private final byte[] engine;
  private final String user;
  private final Authentication authentication;
  private final byte[] authenticationKey;
  private final byte[] privacyKey;
  private long salt;

  /**
   * @param salt where to begin: must not repeat what was used with the same key
   */
  UserSecurity(
      byte[] engine,
      String user,
      Authentication authentication,
      String password,
      String privacyPassword,
      long salt) {
    this.engine = engine.clone();
    this.user = user;
    this.authentication = authentication;
    this.authenticationKey = localized(password);
    this.privacyKey = Arrays.copyOf(localized(privacyPassword), AES_OCTETS);
    this.salt = salt;
  }

  /** RFC 3414 A.2: the password, repeated to a megabyte and digested, then with the engine's id. */
  private byte[] localized(String password) {
    try {
      MessageDigest digest = MessageDigest.getInstance(authentication.digest);
      byte[] words = password.getBytes(StandardCharsets.UTF_8);
      for (int done = 0; done < EXPANDED; done += words.length) {
        digest.update(words, 0, Math.min(words.length, EXPANDED - done));
      }
      byte[] key = digest.digest();
      digest.update(key);
      digest.update(engine);
      return digest.digest(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(authentication.digest + ": every JDK has it", e);
    }
  }

  /**
   * A whole message.
   *
   * @param boots of this engine, which never goes down
   * @param time seconds since the last of them
   */
  byte[] message(int id, int boots, int time, byte[] pdu) {
    byte[] scoped = Ber.sequence(Ber.octets(engine), Ber.text(""), pdu);
    byte[] saltOctets = ByteBuffer.allocate(8).putLong(salt++).array();
    byte[] encrypted = encrypt(scoped, boots, time, saltOctets);
    byte[] unsigned =
        message(id, boots, time, new byte[authentication.octets], saltOctets, encrypted);
    return message(id, boots, time, sign(unsigned), saltOctets, encrypted);
  }

  private byte[] message(
      int id, int boots, int time, byte[] signature, byte[] saltOctets, byte[] encrypted) {
    return Ber.sequence(
        Ber.integer(MODEL),
        Ber.sequence(
            Ber.integer(id),
            Ber.integer(LARGEST),
            Ber.octets(new byte[] {AUTHENTICATED_AND_PRIVATE}),
            Ber.integer(MODEL)),
        Ber.octets(
            Ber.sequence(
                Ber.octets(engine),
                Ber.integer(boots),
                Ber.integer(time),
                Ber.text(user),
                Ber.octets(signature),
                Ber.octets(saltOctets))),
        Ber.octets(encrypted));
  }

  private byte[] encrypt(byte[] scoped, int boots, int time, byte[] saltOctets) {
    try {
      Cipher aes = Cipher.getInstance("AES/CFB/NoPadding");
      aes.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(privacyKey, "AES"),
          new IvParameterSpec(
              ByteBuffer.allocate(AES_OCTETS).putInt(boots).putInt(time).put(saltOctets).array()));
      return aes.doFinal(scoped);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES: every JDK has it", e);
    }
  }

  private byte[] sign(byte[] message) {
    try {
      Mac mac = Mac.getInstance(authentication.mac);
      mac.init(new SecretKeySpec(authenticationKey, authentication.mac));
      return Arrays.copyOf(mac.doFinal(message), authentication.octets);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(authentication.mac + ": every JDK has it", e);
    }
  }
}

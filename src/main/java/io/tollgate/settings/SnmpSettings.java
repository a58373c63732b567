package io.tollgate.settings;

import java.util.HexFormat;
import java.util.List;

/** Alarms as SNMP notifications. */
public record SnmpSettings(
    @Setting(
            value =
                "Who gets a notification of each alarm that is raised, cleared or acknowledged, over"
                    + " UDP; nobody without one.",
            byDefault = "")
        List<HostPort> receivers,
    @Setting(
            value = "Community of notifications that are not secured (SNMPv2c).",
            byDefault = "public")
        Secret community,
    @Setting(
            value =
                "User of notifications that are authenticated and encrypted (SNMPv3, authPriv with"
                    + " AES-128); without one they go as SNMPv2c.",
            byDefault = "")
        String user,
    @Setting(value = "How they are authenticated.", byDefault = "sha256")
        Authentication authentication,
    @Setting(
            value = "The password that they are authenticated with; at least 8 characters.",
            byDefault = "")
        Secret password,
    @Setting(
            value = "The password that they are encrypted with; at least 8 characters.",
            byDefault = "")
        Secret privacyPassword,
    @Setting(
            value =
                "Identifier of this server's SNMP engine in hexadecimal digits, which receivers of"
                    + " SNMPv3 have to know. Without one it is made of `diameter.identity`, and told"
                    + " in the log at the start.",
            byDefault = "",
            pattern = "([0-9A-Fa-f]{10,64})?",
            patternText = "10 to 64 hexadecimal digits, or nothing")
        String engineId,
    @Setting(
            value =
                "Object identifier under which the notifications are, as TOLLGATE-MIB has them;"
                    + " put one of your own enterprise's here if you have one.",
            byDefault = "1.3.6.1.4.1.8072.9999.9999.38",
            pattern = "1\\.3(\\.(0|[1-9][0-9]{0,8})){1,60}",
            patternText = "an object identifier that begins with 1.3")
        String root) {

  private static final int SHORTEST = 8;

  /** Of HMAC. */
  public enum Authentication {
    SHA1,
    SHA256,
    SHA512
  }

  public SnmpSettings {
    if (!user.isEmpty()) {
      check("snmp.password", password);
      check("snmp.privacy-password", privacyPassword);
    }
    if (engineId.length() % 2 != 0) {
      throw new IllegalArgumentException(
          "snmp.engine-id: \"%s\" (expected: an even number of digits)".formatted(engineId));
    }
  }

  /** RFC 3414 11.2. */
  private static void check(String setting, Secret password) {
    if (password.value().length() < SHORTEST) {
      throw new IllegalArgumentException(
          "%s: %d characters (expected: at least %d, as snmp.user is set)"
              .formatted(setting, password.value().length(), SHORTEST));
    }
  }

  /** RFC 3411 5: with the number of an enterprise, format "text", and at most 27 octets of it. */
  public byte[] engine(String identity) {
    if (!engineId.isEmpty()) {
      return HexFormat.of().parseHex(engineId);
    }
    byte[] text = identity.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    int length = Math.min(27, text.length);
    byte[] engine = new byte[5 + length];
    System.arraycopy(new byte[] {(byte) 0x80, 0, 0x1F, (byte) 0x88, 4}, 0, engine, 0, 5);
    System.arraycopy(text, 0, engine, 5, length);
    return engine;
  }
}

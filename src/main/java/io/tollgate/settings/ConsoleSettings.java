package io.tollgate.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The HTTP console. */
public record ConsoleSettings(
    @Setting(
            value =
                "How many of the latest sessions the console can tell the story of where no history"
                    + " is kept; 0 for none.",
            byDefault = "1000",
            min = "0",
            max = "100000",
            unit = "sessions")
        int callFlows,
    @Setting(
            value =
                "How many of the latest Diameter messages the console can show with their AVPs, in"
                    + " memory; 0 for none.",
            byDefault = "5000",
            min = "0",
            max = "1000000",
            unit = "messages")
        int diameterMessages,
    @Setting(
            value =
                "File with those who may log in: a line `NAME:ROLE,ROLE:HASH` each, which"
                    + " `bin/tollgate password NAME ROLE...` prints. Roles: viewer, operator (drain,"
                    + " end sessions), charging (dead letters), security (audit log). Read again"
                    + " when it has changed. Without one nobody can act.",
            byDefault = "")
        Optional<Path> users,
    @Setting(
            value =
                "Whether who connects from this machine may look (not act) without a login;"
                    + " identities are masked. What a proxy passes on does not count.",
            byDefault = "true")
        boolean readFromLoopback,
    @Setting(
            value = "A login that asks for nothing for this long is over.",
            byDefault = "30min",
            min = "1min",
            max = "12h")
        Duration loginIdle,
    @Setting(
            value =
                "Header in which a reverse proxy tells who has logged in there, such as"
                    + " `X-Remote-User`; their roles are those of the users' file, with `-` for the"
                    + " hash. The proxy must take the header out of what it gets, and pass Host on as"
                    + " it came (`http.names`).",
            byDefault = "",
            pattern = "[A-Za-z0-9-]*",
            patternText = "the name of a header, or nothing")
        String proxyUserHeader,
    @Setting(
            value = "Addresses from which that header is believed.",
            byDefault = "127.0.0.1",
            pattern = "[0-9A-Fa-f.:, ]*",
            patternText = "a list of IP addresses")
        List<String> proxyAddresses) {

  public ConsoleSettings {
    proxyAddresses = proxyAddresses.stream().map(ConsoleSettings::asSockets).toList();
    KeyFiles.checkReadable("console.users", users);
    if (!proxyUserHeader.isEmpty() && users.isEmpty()) {
      throw new IllegalArgumentException(
          "console.users: nothing (expected: a file with the roles of whom"
              + " console.proxy-user-header names)");
    }
  }

  /** A socket has its peer's address in the long form. */
  private static String asSockets(String address) {
    try {
      return java.net.InetAddress.getByName(address).getHostAddress();
    } catch (java.net.UnknownHostException e) {
      throw new IllegalArgumentException(
          "console.proxy-addresses: \"%s\" (expected: IP addresses)".formatted(address), e);
    }
  }
}

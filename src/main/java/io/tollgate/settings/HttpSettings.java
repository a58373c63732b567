package io.tollgate.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the launcher serves HTTP: console, API, health and metrics. In a container of the
 * operator's own, {@code names} alone means something, the listener is that container's.
 */
public record HttpSettings(
    @Setting(
            value = "Address of this machine that HTTP (console, health, metrics) listens on.",
            byDefault = "127.0.0.1",
            pattern = "\\[?[0-9a-zA-Z.:-]+\\]?",
            patternText = "an IP address or host name",
            formerly = "container.http-host")
        String host,
    @Setting(
            value = "Port for HTTP; 0 takes a free one.",
            byDefault = "8080",
            min = "0",
            max = "65535",
            formerly = "container.http-port")
        int port,
    @Setting(
            value =
                "Names by which browsers reach the console, beside `http.host` and those of the"
                    + " loopback address, such as `tollgate1.example.com`. A request of another"
                    + " name gets 421, so that no page from elsewhere can ask through a reader's"
                    + " browser.",
            byDefault = "")
        List<String> names,
    @Setting(
            value =
                "Key store (PKCS#12) with key and certificate; with one, HTTP is served as HTTPS.",
            byDefault = "")
        Optional<Path> tlsKeyStore,
    @Setting(value = "Password of that key store.", byDefault = "") Secret tlsKeyStorePassword) {

  public HttpSettings {
    host = HostPort.unbracketed(host);
    names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    KeyFiles.checkStore("http.tls-key-store", tlsKeyStore, tlsKeyStorePassword);
  }
}

package io.tollgate.launcher;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the embedded container is started with.
 *
 * @param workDirectory scratch space for this run; created when absent
 * @param webApplication a WAR file, or a folder with its layout
 * @param endpoints where to listen for SIP; port 0 takes a free one
 * @param sharedClasses true lets the application use the launcher's own class loader, so that a
 *     test and the application see the same classes; false isolates it as a plain Tomcat does
 * @param attributes put into the servlet context before the application starts
 * @param stackProperties laid over the defaults of {@link SipStackProperties}
 */
public record ContainerOptions(
    Path workDirectory,
    Path webApplication,
    List<SipEndpoint> endpoints,
    HttpOptions http,
    boolean sharedClasses,
    Map<String, Object> attributes,
    Map<String, String> stackProperties) {

  public ContainerOptions {
    endpoints = List.copyOf(endpoints);
    attributes = Map.copyOf(attributes);
    stackProperties = Map.copyOf(stackProperties);
    if (endpoints.isEmpty()) {
      throw new IllegalArgumentException("endpoints: none (expected: at least one SIP listener)");
    }
  }

  /** UDP and TCP on one free loopback port, HTTP on another. */
  public static ContainerOptions onLoopback(Path workDirectory, Path webApplication) {
    return new ContainerOptions(
        workDirectory,
        webApplication,
        List.of(
            new SipEndpoint(SipEndpoint.Transport.UDP, "127.0.0.1", 0),
            new SipEndpoint(SipEndpoint.Transport.TCP, "127.0.0.1", 0)),
        HttpOptions.onLoopback(),
        false,
        Map.of(),
        Map.of());
  }

  public ContainerOptions withSharedClasses() {
    return new ContainerOptions(
        workDirectory, webApplication, endpoints, http, true, attributes, stackProperties);
  }

  public ContainerOptions withAttribute(String name, Object value) {
    Map<String, Object> extended = new HashMap<>(attributes);
    extended.put(name, value);
    return new ContainerOptions(
        workDirectory, webApplication, endpoints, http, sharedClasses, extended, stackProperties);
  }

  /** HTTP in the clear. */
  public ContainerOptions withEndpoints(List<SipEndpoint> sip, String httpHost, int httpPort) {
    return withEndpoints(sip, new HttpOptions(httpHost, httpPort, null, ""));
  }

  public ContainerOptions withEndpoints(List<SipEndpoint> sip, HttpOptions http) {
    return new ContainerOptions(
        workDirectory, webApplication, sip, http, sharedClasses, attributes, stackProperties);
  }

  /** More of them; these come before those that were given. */
  public ContainerOptions withStackProperties(Map<String, String> more) {
    Map<String, String> properties = new HashMap<>(stackProperties);
    properties.putAll(more);
    return new ContainerOptions(
        workDirectory, webApplication, endpoints, http, sharedClasses, attributes, properties);
  }
}

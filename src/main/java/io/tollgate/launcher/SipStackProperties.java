package io.tollgate.launcher;

import gov.nist.javax.sip.stack.BoundedProcessorFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The JAIN SIP stack's settings. They go to the container as a file: its setter for a ready-made
 * {@code Properties} skips loose dialog validation and the hand-over of non-2xx ACKs, which the
 * container then relies on.
 */
final class SipStackProperties {
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("gov.nist.javax.sip.LOG_MESSAGE_CONTENT", "false"),
          Map.entry(
              "gov.nist.javax.sip.SIP_MESSAGE_VALVE",
              Stream.of(
                      PeerValve.class,
                      OtherAnswersValve.class,
                      HeadLimitsValve.class,
                      VersionValve.class,
                      RequiredHeadersValve.class,
                      CancelValve.class,
                      PrackValve.class,
                      ForkValve.class)
                  .map(Class::getName)
                  .collect(Collectors.joining(","))),
          Map.entry(
              "gov.nist.javax.sip.MESSAGE_PARSER_FACTORY", StrictParserFactory.class.getName()),
          Map.entry(
              "gov.nist.javax.sip.MESSAGE_PROCESSOR_FACTORY",
              BoundedProcessorFactory.class.getName()),
          Map.entry("gov.nist.javax.sip.NETWORK_LAYER", GuardedNetworkLayer.class.getName()),
          Map.entry("gov.nist.javax.sip.TRACE_LEVEL", "0"),
          Map.entry("gov.nist.javax.sip.DEBUG_LOG", ""),
          Map.entry("gov.nist.javax.sip.SERVER_LOG", ""),
          Map.entry("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off"),
          Map.entry("gov.nist.javax.sip.DELIVER_UNSOLICITED_NOTIFY", "true"),
          // More threads let a 100 or 180 overtake the 200 that follows it on UDP.
          Map.entry("gov.nist.javax.sip.THREAD_POOL_SIZE", "16"),
          Map.entry("gov.nist.javax.sip.REENTRANT_LISTENER", "true"),
          Map.entry("gov.nist.javax.sip.MAX_FORK_TIME_SECONDS", "32"),
          Map.entry("gov.nist.javax.sip.AUTOMATIC_DIALOG_ERROR_HANDLING", "false"),
          Map.entry("gov.nist.javax.sip.AGGRESSIVE_CLEANUP", "true"),
          Map.entry("gov.nist.javax.sip.TCP_POST_PARSING_THREAD_POOL_SIZE", "16"),
          Map.entry("gov.nist.javax.sip.MAX_MESSAGE_SIZE", "4194304"),
          Map.entry("gov.nist.javax.sip.RECEIVE_UDP_BUFFER_SIZE", "4194304"),
          Map.entry("gov.nist.javax.sip.SEND_UDP_BUFFER_SIZE", "4194304"));

  private static final List<String> CIPHER_SUITES =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");

  private SipStackProperties() {}

  /** One-way TLS (RFC 3261 26.3.1): the server shows its certificate, callers need none. */
  static Map<String, String> tls(Path keyStore, String password) {
    return Map.of(
        "javax.net.ssl.keyStore",
        keyStore.toAbsolutePath().toString(),
        "javax.net.ssl.keyStorePassword",
        password,
        "javax.net.ssl.keyStoreType",
        "PKCS12",
        "javax.net.ssl.trustStore",
        keyStore.toAbsolutePath().toString(),
        "javax.net.ssl.trustStorePassword",
        password,
        "gov.nist.javax.sip.TLS_CLIENT_AUTH_TYPE",
        "Disabled",
        "gov.nist.javax.sip.TLS_CLIENT_PROTOCOLS",
        "TLSv1.3,TLSv1.2",
        // The stack's own list has anonymous and 3DES suites, and none that TLS 1.3 knows.
        "gov.nist.javax.sip.ENABLED_CIPHER_SUITES",
        String.join(",", CIPHER_SUITES));
  }

  static Properties of(String stackName, Map<String, String> overrides) {
    Properties properties = new Properties();
    properties.putAll(DEFAULTS);
    properties.setProperty("javax.sip.STACK_NAME", stackName);
    properties.putAll(overrides);
    return properties;
  }
}

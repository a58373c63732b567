package io.tollgate.launcher;

import io.tollgate.settings.HeaderSettings;
import java.util.Map;
import java.util.Properties;

/**
 * How large the head of a SIP message may be. The stack makes its parsers and valves itself, so
 * that the limits reach them among its own settings.
 */
record HeadLimits(int callId, int address, int tag, int requestUri, int headers, int head) {
  private static final String PREFIX = "io.tollgate.head.";

  static Map<String, String> asStackProperties(HeaderSettings settings) {
    return Map.of(
        PREFIX + "call-id", Integer.toString(settings.maxCallId()),
        PREFIX + "address", Integer.toString(settings.maxAddress()),
        PREFIX + "tag", Integer.toString(settings.maxTag()),
        PREFIX + "request-uri", Integer.toString(settings.maxRequestUri()),
        PREFIX + "headers", Integer.toString(settings.maxHeaders()),
        PREFIX + "head", Integer.toString(settings.maxHead()));
  }

  static HeadLimits of(Properties stack) {
    return new HeadLimits(
        number(stack, "call-id", 256),
        number(stack, "address", 2_048),
        number(stack, "tag", 256),
        number(stack, "request-uri", 1_024),
        number(stack, "headers", 256),
        number(stack, "head", 32_768));
  }

  private static int number(Properties stack, String name, int otherwise) {
    return Integer.parseInt(stack.getProperty(PREFIX + name, Integer.toString(otherwise)));
  }
}

package io.tollgate.launcher;

import org.apache.catalina.connector.Connector;
import org.mobicents.servlet.sip.startup.SipProtocolHandler;

/** Tomcat connectors for SIP. */
final class SipConnectors {
  private SipConnectors() {}

  static Connector of(SipEndpoint endpoint) {
    try {
      Connector connector = new Connector(SipProtocolHandler.class.getName());
      SipProtocolHandler handler = (SipProtocolHandler) connector.getProtocolHandler();
      handler.setIpAddress(endpoint.host());
      handler.setPort(endpoint.port());
      handler.setSignalingTransport(endpoint.transport().lowerCase());
      connector.setPort(endpoint.port());
      return connector;
    } catch (Exception e) {
      // Both the constructor and the setters declare it; none of them throws before the start.
      throw new StartupException("SIP listener " + endpoint + ": " + e.getMessage(), e);
    }
  }
}

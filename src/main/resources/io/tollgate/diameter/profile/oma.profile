# OMA DDS Charging Data: the service context of each enabler; this is the standard form.
title = OMA Charging Data
run = the laboratory OCS
service-context.im = SIMPLE_IM@openmobilealliance.org
service-context.cpm = CPM@openmobilealliance.org

import ArgumentParser
import Results

extension EventsFormat: ExpressibleByArgument {}

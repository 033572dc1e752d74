module isequencer/conformance/adapters/go

go 1.21
